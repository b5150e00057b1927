//! What of a report an office decides for itself: its forms, and which changes it wants to see.

use super::docx::Letter;
use crate::figure::Exact;
use crate::layout::Layout;

/// The change that is told without another threshold, in percent. No law sets one.
const OVER: i128 = 30;

/// The forms of an office; the standard ones without any.
#[derive(Debug, Clone)]
pub struct Forms {
    /// 版式: how a working paper looks.
    pub layout: Option<Layout>,
    /// 审核意见模板: what a letter says.
    pub letter: Option<Letter>,
    /// From how many percent on a change against the year before is told, up or down; 0 for every one.
    pub over: Exact,
}

impl Default for Forms {
    fn default() -> Self {
        Self { layout: None, letter: None, over: Exact::from_int(OVER) }
    }
}
