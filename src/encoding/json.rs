//! JSON, RFC 8259, into the neutral tree, refusing what most readers let through: a name that
//! stands twice, in any spelling, at any level.

use core::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::budget::Budget;
use crate::encoding::meter::Meter;
use crate::encoding::utf8;
use crate::encoding::value::{Value, any_twice};
use crate::error::Fault;
use crate::gather::Gather;

/// Reads one JSON text that ends where the bytes end.
///
/// # Errors
/// [`Fault::JsonMalformed`], [`Fault::JsonDuplicate`], [`Fault::Utf8Malformed`], and the limits
/// [`Fault::TooDeep`], [`Fault::TooLarge`], [`Fault::TooMany`].
pub fn decode(bytes: &[u8], budget: &Budget) -> Result<Value, Fault> {
    locate(utf8::decode(bytes)?, budget).map_err(|(fault, _)| fault)
}

/// The same of a text, with the line, from 1, on which it stops being one.
///
/// # Errors
/// As [`decode`].
pub fn locate(text: &str, budget: &Budget) -> Result<Value, (Fault, usize)> {
    let mut source = serde_json::Deserializer::from_str(text);
    let mut reading = Reading { meter: Meter::new(budget), fault: None };
    let value = Item { reading: &mut reading, depth: 0 }.deserialize(&mut source);
    let value = value.and_then(|value| source.end().map(|()| value));
    value.map_err(|error| (reading.fault.unwrap_or(Fault::JsonMalformed), error.line()))
}

/// Reads one value from any source that has JSON's types.
///
/// # Errors
/// As [`decode`].
pub fn read<'de, D: Deserializer<'de>>(source: D, budget: &Budget) -> Result<Value, Fault> {
    let mut reading = Reading { meter: Meter::new(budget), fault: None };
    let value = Item { reading: &mut reading, depth: 0 }.deserialize(source);
    value.map_err(|_| reading.fault.unwrap_or(Fault::JsonMalformed))
}

/// Writes a value as JSON without white space.
pub fn encode(value: &Value) -> String {
    // No value here has a key that is no text, or a float that is none: this cannot fail.
    serde_json::to_string(value).unwrap_or_default()
}

/// What one reading has used, and why it stopped: serde's errors hold text, ours hold none.
struct Reading<'b> {
    meter: Meter<'b>,
    fault: Option<Fault>,
}

impl Reading<'_> {
    fn stop<E: de::Error>(&mut self, fault: Fault) -> E {
        self.fault = Some(fault);
        E::custom("refused")
    }

    fn item<E: de::Error>(&mut self) -> Result<(), E> {
        self.meter.item().map_err(|fault| self.stop(fault))
    }

    fn enter<E: de::Error>(&mut self, depth: usize) -> Result<usize, E> {
        self.meter.enter(depth).map_err(|fault| self.stop(fault))
    }
}

struct Item<'r, 'b> {
    reading: &'r mut Reading<'b>,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Item<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        self.reading.item()?;
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Item<'_, '_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::whole(false, value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        match self.reading.meter.string(value.len()) {
            Ok(()) => Ok(Value::Text(value.to_owned())),
            Err(fault) => Err(self.reading.stop(fault)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Value, A::Error> {
        let Self { reading, depth } = self;
        let depth = reading.enter(depth)?;
        let mut elements = Vec::new();
        while let Some(element) = source.next_element_seed(Item { reading, depth })? {
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Value, A::Error> {
        let Self { reading, depth } = self;
        let depth = reading.enter(depth)?;
        let mut entries = Vec::new();
        while let Some(name) = source.next_key::<String>()? {
            reading.item()?;
            let value = source.next_value_seed(Item { reading, depth })?;
            entries.push((Value::Text(name), value));
        }
        let names = entries.iter().filter_map(|(name, _)| name.text().map(str::as_bytes));
        match any_twice(names.gather()) {
            true => Err(reading.stop(Fault::JsonDuplicate)),
            false => Ok(Value::Map(entries)),
        }
    }
}
