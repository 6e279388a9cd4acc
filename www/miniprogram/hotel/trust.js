// Whom this counter believes: the keys of issuers, their types, and lists of what was withdrawn. Put your own in
// its place, without `demo` and `at`: docs/miniprogram.md §3.
// Made by www/miniprogram/demo.mjs with the issuing kit, whose keys are public. Nobody here exists.

module.exports = {
  "demo": true,
  "at": 1780272000,
  "maker": "演示酒店前台",
  "anchors": [
    {
      "alg": "SGD_SM3_SM2",
      "issuer": "demo.province-a",
      "jwk": {
        "crv": "SM2-P-256",
        "kty": "EC",
        "x": "ehn-a-bF7k2VsjFek4cTezyT_guw-TNSQtotv0IOlU0",
        "y": "4z9l-oX9dXE-NSHzGHkN_gpyr_NHcAGkPGn-UgxsKfo"
      },
      "kid": "demo-a-1",
      "types": [
        "11990000990000017W001"
      ],
      "lists": [
        "https://s.example/"
      ]
    }
  ],
  "types": [
    {
      "type": "11990000990000017W001",
      "name": {
        "zh": "居民身份凭证（演示）",
        "en": "Resident identity credential (demonstration)"
      },
      "kind": "resident_id_card",
      "category": "identity",
      "perpetual": false,
      "statuses": {
        "01": "valid",
        "02": "suspended",
        "03": "withdrawn",
        "04": "cancelled"
      },
      "source": "invented for the demonstration",
      "date": "2026-06-01"
    }
  ],
  "lists": [
    {
      "uri": "https://s.example/hotel-demo/1",
      "text": "eyJhbGciOiJTR0RfU00zX1NNMiIsImtpZCI6ImRlbW8tYS0xIiwidHlwIjoic3RhdHVzbGlzdCtqd3QifQ.eyJpYXQiOjE3ODAyNjg0MDAsInN0YXR1c19saXN0Ijp7ImJpdHMiOjEsImxzdCI6ImVOcnQwREVOQUFBQXdyRGgzelFtZUVoV0NRVnBKQmE4S1FXekFBSSJ9LCJzdWIiOiJodHRwczovL3MuZXhhbXBsZS9ob3RlbC1kZW1vLzEiLCJ0dGwiOjg2NDAwfQ.Z38hpF2H_dQzek_KLmC89Rgtm8IIpha5nPB0L5EbBv57L0CKcntHxWg8KdzkG4F7hWsUne8v9Gm-L72AyEaXcA"
    }
  ]
};
