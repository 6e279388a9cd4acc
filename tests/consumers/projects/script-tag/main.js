check(yanzheng.createVerifier, cases).then((outcome) => console.log(JSON.stringify(outcome)));
