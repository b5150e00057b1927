//! Days: when a decision was taken, until when a waiver is good.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i64,
    month: u8,
    day: u8,
}

impl Date {
    /// The day that begins `days` days after 1970-01-01; none beyond four digits of the year.
    ///
    /// Howard Hinnant, chrono-compatible low-level date algorithms, `civil_from_days`: years begin in March, so that
    /// the leap day is the last of its year, and repeat in eras of 400 years.
    pub fn from_days(days: i64) -> Option<Self> {
        let days = days.checked_add(719_468)?;
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = u8::try_from(of_year - (153 * from_march + 2) / 5 + 1).ok()?;
        let month = u8::try_from(if from_march < 10 { from_march + 3 } else { from_march - 9 }).ok()?;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (0..=9999).contains(&year).then_some(Self { year, month, day })
    }
}

/// A text that is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDate;

impl FromStr for Date {
    type Err = NoDate;

    /// Reads `2024-08-30`.
    fn from_str(text: &str) -> Result<Self, NoDate> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            let part = parts.next().filter(|p| p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()));
            part.and_then(|p| p.parse::<u16>().ok()).ok_or(NoDate)
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 => 28 + u16::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return Err(NoDate),
        };
        let small = |n: u16| u8::try_from(n).map_err(|_| NoDate);
        match parts.next() {
            None if (1..=last).contains(&day) => {
                Ok(Self { year: i64::from(year), month: small(month)?, day: small(day)? })
            }
            _ => Err(NoDate),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for good in ["2024-02-29", "2000-02-29", "2023-12-31", "0000-01-01"] {
            assert_eq!(good.parse::<Date>().map(|d| d.to_string()), Ok(good.to_owned()));
        }
        for bad in [
            "2023-02-29",
            "1900-02-29",
            "2023-13-01",
            "2023-00-10",
            "2023-04-31",
            "2023-1-1",
            "2023-01-00",
            "2023/01/01",
            "2023-01-01-01",
            "+023-01-01",
            "",
            "２０２３-01-01",
        ] {
            assert_eq!(bad.parse::<Date>(), Err(NoDate), "{bad}");
        }
        let day = |text: &str| text.parse::<Date>().ok();
        assert!(day("2023-09-30") < day("2023-10-01") && day("2023-12-31") < day("2024-01-01"));
    }

    #[test]
    fn days_since_1970_are_counted() {
        let shown = |days| Date::from_days(days).map(|d| d.to_string());
        assert_eq!(shown(0).as_deref(), Some("1970-01-01"));
        assert_eq!(shown(-1).as_deref(), Some("1969-12-31"));
        assert_eq!(shown(11_016).as_deref(), Some("2000-02-29"));
        assert_eq!(shown(11_017).as_deref(), Some("2000-03-01"));
        assert_eq!(shown(19_723).as_deref(), Some("2024-01-01"));
        assert_eq!(shown(i64::MAX), None);
        // Every day is a day of the calendar, and later than the day before.
        let mut before = None;
        for day in (0..60_000).map(Date::from_days) {
            assert!(day > before && day.and_then(|d| d.to_string().parse().ok()) == day);
            before = day;
        }
    }
}
