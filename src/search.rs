//! stub
use std::ops::Range;
pub struct Entry {
    pub phrases: Vec<Phrase>,
    pub context: String,
    pub body: Option<String>,
}
pub struct Phrase {
    pub shown: String,
    pub found: Vec<String>,
}
pub struct Dictionary {
    pub readings: Vec<(String, Vec<String>)>,
    pub synonyms: Vec<Synonym>,
}
pub struct Synonym {
    pub words: Vec<String>,
    pub to: Vec<String>,
}
pub struct Index;
pub struct Found {
    pub confident: bool,
    pub hits: Vec<Hit>,
}
pub struct Hit {
    pub doc: u32,
    pub phrase: u16,
    pub score: f32,
    pub ranges: Vec<Range<usize>>,
}
impl Index {
    pub fn new(_d: Dictionary) -> Self {
        Self
    }
    pub fn add(&mut self, _e: Entry) -> u32 {
        0
    }
    pub fn set_body(&mut self, _doc: u32, _plain: &str) {}
    pub fn search(&self, _q: &str, _l: usize) -> Found {
        Found { confident: false, hits: vec![] }
    }
    pub fn related(&self, _doc: u32, _n: usize) -> Vec<u32> {
        vec![]
    }
}
