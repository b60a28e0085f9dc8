"""Before a sign-up: who has no address of ours is refused, whoever comes with one from outside is asked to confirm it."""

from __future__ import annotations

import os

DOMAINS = {domain.strip().lower() for domain in os.environ["MAIL_DOMAINS"].split(",") if domain.strip()}


def handle(event, context):
    # An administrator may create whom they like.
    if event["triggerSource"] == "PreSignUp_AdminCreateUser":
        return event
    address = event["request"]["userAttributes"].get("email", "")
    name, at, domain = address.rpartition("@")
    if not name or domain.lower() not in DOMAINS:
        # Cognito shows the text to whoever signs up: "PreSignUp failed with error …".
        raise ValueError("sign-up is open to addresses of the shop and its partners")
    return event
