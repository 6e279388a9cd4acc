//! What a key binding JWT is over, by whose key, under which algorithm.

use crate::base64::url;
use crate::key::Key;
use crate::public_key::Algorithm::{Es256, Sm2};
use crate::sd_jwt::Token;
use crate::vectors::bench::{AT, Bench};
use crate::vectors::case::Case;
use crate::vectors::forgeries::{Forgery, of};
use crate::vectors::tokens::Tokens;

use super::{es256, id, sm2};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    let both = [es256(b), sm2(b)];
    let each = both
        .iter()
        .flat_map(|tokens| [over(tokens), algorithms(tokens), signatures(b, tokens)].concat());
    each.collect()
}

/// What is exchanged after the holder signed.
fn over(tokens: &Tokens) -> Vec<Case> {
    let about =
        "The holder signs over what is shown: nothing is dropped, added or exchanged afterwards.";
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Token)| {
        tokens
            .shown([&id(tokens, name), about, change], |t| edit(t))
            .fault("holder.disclosure_mismatch")
            .attack("E8")
            .critical()
    };
    let json = |name: &str, change: &str, edit: &dyn Fn(&mut Token)| {
        let mut token = tokens.show(&tokens.issued());
        edit(&mut token);
        tokens
            .case([&id(tokens, name), about, change])
            .scan(token.flattened().to_string())
            .fault("holder.disclosure_mismatch")
            .attack("E8")
            .critical()
    };
    let drop = |token: &mut Token| {
        token.disclosures.pop();
    };
    let reorder = |token: &mut Token| token.disclosures.reverse();
    let mut fewer = tokens.issued();
    let last = fewer.disclosures.pop();
    let mut added = tokens.show(&fewer);
    added.disclosures.extend(last);
    let mut later = tokens.whole();
    later.payload["iat"] = (AT - 1).into();
    let mut exchanged = tokens.show(&tokens.issued());
    exchanged.jws = later.sign(&tokens.issuer.key).jws;
    let made = |name: &str, change: &str, text: String| {
        tokens
            .case([&id(tokens, name), about, change])
            .scan(text)
            .fault("holder.disclosure_mismatch")
            .attack("E8")
            .critical()
    };
    vec![
        case("disclosure-dropped", "a disclosure less than was signed over", &drop),
        case("disclosures-reordered", "the disclosures in another order", &reorder),
        made("disclosure-added", "a disclosure more than was signed over", added.text()),
        made("token-exchanged", "another token of the same holder", exchanged.text()),
        json("json-disclosure-dropped", "in JSON, a disclosure less than was signed over", &drop),
        json("json-disclosures-reordered", "in JSON, the disclosures in another order", &reorder),
        made(
            "json-disclosure-added",
            "in JSON, a disclosure more than was signed over",
            added.flattened().to_string(),
        ),
        made(
            "json-general-disclosure-added",
            "in general JSON, a disclosure more than was signed over",
            added.general(&[]).to_string(),
        ),
    ]
}

fn algorithms(tokens: &Tokens) -> Vec<Case> {
    let about = "A key binding JWT is signed under the algorithm of the holder's key.";
    let own = tokens.issuer.key.algorithm().jose();
    let case = |name: &str, alg: &str, code: &str, row: &str| {
        let change = format!("`alg` is \"{alg}\"");
        tokens
            .binding([&id(tokens, &format!("alg-{name}")), about, &change], |k| {
                k.header["alg"] = alg.into();
            })
            .fault(code)
            .attack(row)
            .critical()
    };
    let refused = ["none", "None", "nOnE", "", "HS256", "HS512", "es256", "dir"].map(|alg| {
        let name = if alg.is_empty() {
            "empty".to_owned()
        } else {
            alg.replace("None", "none-capital").replace("nOnE", "none-mixed")
        };
        case(&name, alg, "holder.alg_unauthorised", "E9")
    });
    let open =
        ["ES384", "EdDSA", "RS256"].map(|alg| case(alg, alg, "holder.key_unsupported", "A3"));
    let other = if own == "ES256" { "SGD_SM3_SM2" } else { "ES256" };
    let unsigned = tokens
        .shown([&id(tokens, "unsigned"), about, "`alg` is none and the signature is empty"], |t| {
            if let Some(binding) = &mut t.key_binding {
                binding.parts[0] = url(br#"{"alg":"none","typ":"kb+jwt"}"#);
                binding.parts[2].clear();
            }
        })
        .fault("holder.alg_unauthorised")
        .attack("E9")
        .critical();
    let other = case("other", other, "holder.alg_mismatch", "A3");
    // What is tried in full under ES256 is tried with these under SM2.
    let few = ["alg-none", "alg-HS256", "alg-ES384", "alg-other", "unsigned"];
    let chosen = |case: &Case| own == "ES256" || few.iter().any(|name| case.id.ends_with(name));
    refused.into_iter().chain(open).chain([other, unsigned]).filter(chosen).collect()
}

fn signatures(b: &Bench, tokens: &Tokens) -> Vec<Case> {
    let about = "A key binding JWT is signed by the key that the issuer bound the token to.";
    let Some(holder) = &tokens.holder else { return Vec::new() };
    let stranger = match holder.algorithm() {
        Es256 => b.world.stranger.key.clone(),
        Sm2 => Key::sm2_from_seed("other", "key"),
    };
    let whole = tokens.show(&tokens.issued()).key_binding.map(|kb| kb.text()).unwrap_or_default();
    let message = whole.rsplit_once('.').map(|(input, _)| input.to_owned()).unwrap_or_default();
    let few = ["zeros", "r-order", "no-bytes", "der", "swapped", "bit", "stranger", "negated"];
    let forged = of(holder, &stranger, message.as_bytes()).into_iter();
    forged
        .filter(|forgery| few.contains(&forgery.name))
        .map(|Forgery { name, change, row, signature, code }| {
            let case = tokens
                .shown([&id(tokens, &format!("signature-{name}")), about, change], |t| {
                    if let Some(binding) = &mut t.key_binding {
                        binding.parts[2] = url(&signature);
                    }
                })
                .attack(row);
            let code = if code == "ok" { code } else { "holder.signature_invalid" };
            case.answer(code).critical()
        })
        .collect()
}
