"""Exchanges repositories with python-tuf, the reference implementation of The Update Framework.

    tuf.py write DIR   makes a repository with python-tuf: ES256 roles, one delegation, a root that
                       was changed once, consistent snapshots; files both compact and indented
    tuf.py read DIR    takes a repository that `forge` wrote, as python-tuf's own client does

Needs `tuf` and `securesystemslib[crypto]`. `write` leaves metadata/ and targets/ below DIR; pin
metadata/1.root.json. `read` starts from metadata/1.root.json, takes every listed target file and
prints what it took as JSON. The exit code is not 0 when something is refused.
"""

import json
import os
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from urllib.parse import urlparse

# This folder comes first when a script is started; the package is not this file.
sys.path[:] = [path for path in sys.path if path != os.path.dirname(os.path.abspath(__file__))]

from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import DownloadHTTPError
from tuf.api.metadata import (
    DelegatedRole, Delegations, Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp,
)
from tuf.api.serialization.json import JSONSerializer
from tuf.ngclient import FetcherInterface, Updater

REGION = "region/990000"
ISSUERS = "issuers/990000/agencies.json"
TYPES = "types.json"


class Folder(FetcherInterface):
    """Reads from a folder what the client asks for by address."""

    def __init__(self, folder):
        self.folder = folder

    def _fetch(self, url):
        path = os.path.join(self.folder, urlparse(url).path.lstrip("/"))
        if not os.path.isfile(path):
            raise DownloadHTTPError(f"{path} is not there", 404)
        with open(path, "rb") as file:
            return iter([file.read()])


def listed(folder):
    """Every target path, read from the metadata without any check: what there is to ask for."""
    paths = set()
    for name in os.listdir(os.path.join(folder, "metadata")):
        with open(os.path.join(folder, "metadata", name), "rb") as file:
            paths.update(json.load(file)["signed"].get("targets", {}))
    return sorted(paths)


def read(folder):
    with open(os.path.join(folder, "metadata", "1.root.json"), "rb") as file:
        root = file.read()
    with tempfile.TemporaryDirectory() as work:
        client = Updater(
            metadata_dir=work, target_dir=work, metadata_base_url="http://folder.invalid/metadata/",
            target_base_url="http://folder.invalid/targets/", fetcher=Folder(folder), bootstrap=root,
        )
        client.refresh()
        taken = {}
        for path in listed(folder):
            target = client.get_targetinfo(path)
            if target is None:
                raise SystemExit(f"{path} is listed by nobody who may")
            client.download_target(target)
            taken[path] = target.length
        trusted = client._trusted_set
        versions = {
            role: getattr(trusted, role).version
            for role in ("root", "timestamp", "snapshot", "targets")
        }
    print(json.dumps({"versions": versions, "targets": taken}))
    if not any(path.startswith("issuers/") for path in taken):
        raise SystemExit("no delegated target was taken")


def write(folder):
    expires = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=7)
    names = ("root-1", "root-2", "root-3", "timestamp", "snapshot", "targets", REGION)
    signers = {name: CryptoSigner.generate_ecdsa() for name in names}
    contents = {
        TYPES: json.dumps({"types": []}).encode(),
        ISSUERS: json.dumps({"issuers": []}).encode(),
    }

    region = Targets(expires=expires)
    region.targets[ISSUERS] = TargetFile.from_data(ISSUERS, contents[ISSUERS], ["sha256"])
    role = DelegatedRole(REGION, [], 1, True, paths=["issuers/990000/*", "revocation/990000/*"])
    targets = Targets(version=2, expires=expires, delegations=Delegations({}, {REGION: role}))
    targets.add_key(signers[REGION].public_key, REGION)
    targets.targets[TYPES] = TargetFile.from_data(TYPES, contents[TYPES], ["sha256"])

    root = Root(expires=expires, consistent_snapshot=True)
    for name in ("root-1", "root-2"):
        root.add_key(signers[name].public_key, "root")
    for name in ("timestamp", "snapshot", "targets"):
        root.add_key(signers[name].public_key, name)
    root.roles["root"].threshold = 2

    compact, indented = JSONSerializer(compact=True), JSONSerializer(compact=False)
    put(folder, "1.root", signed(root, signers, ("root-1", "root-2")), compact)
    root.version = 2
    root.revoke_key(signers["root-1"].public_key.keyid, "root")
    root.add_key(signers["root-3"].public_key, "root")
    put(folder, "2.root", signed(root, signers, ("root-1", "root-2", "root-3")), indented)
    delegated = put(folder, "1.region%2F990000", signed(region, signers, (REGION,)), indented)
    top = put(folder, "2.targets", signed(targets, signers, ("targets",)), compact)
    snapshot = Snapshot(version=3, expires=expires, meta={
        "targets.json": MetaFile.from_data(2, top, ["sha256"]),
        f"{REGION}.json": MetaFile.from_data(1, delegated, ["sha256"]),
    })
    shot = put(folder, "3.snapshot", signed(snapshot, signers, ("snapshot",)), indented)
    meta = MetaFile.from_data(3, shot, ["sha256"])
    timestamp = Timestamp(version=4, expires=expires, snapshot_meta=meta)
    put(folder, "timestamp", signed(timestamp, signers, ("timestamp",)), compact)
    for path, content in contents.items():
        parent, name = os.path.split(path)
        digest = TargetFile.from_data(path, content, ["sha256"]).hashes["sha256"]
        save(os.path.join(folder, "targets", parent, f"{digest}.{name}"), content)


def signed(role, signers, names):
    metadata = Metadata(role)
    for name in names:
        metadata.sign(signers[name], append=True)
    return metadata


def put(folder, name, metadata, serializer):
    content = metadata.to_bytes(serializer)
    save(os.path.join(folder, "metadata", f"{name}.json"), content)
    return content


def save(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


if __name__ == "__main__":
    commands = {"read": read, "write": write}
    if len(sys.argv) != 3 or sys.argv[1] not in commands:
        raise SystemExit(__doc__)
    commands[sys.argv[1]](sys.argv[2])
