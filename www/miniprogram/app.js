// The main package has a start page and nothing else: the verifier is in the subpackage `hotel`.

App({});
