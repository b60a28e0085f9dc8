"""The triggers of Examples/sign-in, under boto3 against moto."""

from __future__ import annotations

import json

import pytest
from moto import mock_aws

from conftest import REGION
from example_handlers import Example, make_table

EXAMPLE = Example("sign-in")
read, load = EXAMPLE.read, EXAMPLE.load


@pytest.fixture
def check(monkeypatch):
    monkeypatch.setenv("MAIL_DOMAINS", "shop.example, Partner.example")
    return load("check_sign_up", monkeypatch)


def test_a_partner_may_sign_up(check):
    assert check.handle(read("events", "checkSignUp.partner"), None) == read("expected", "checkSignUp.partner")


@pytest.mark.parametrize("address", ["eve@elsewhere.example", "eve@shop.example.org", "@shop.example", "shop.example", ""])
def test_others_are_refused(check, address):
    event = read("events", "checkSignUp.stranger")
    event["request"]["userAttributes"]["email"] = address
    expected = read("expected", "checkSignUp.stranger")
    with pytest.raises(ValueError) as refused:
        check.handle(event, None)
    assert str(refused.value) == expected["errorMessage"]


def test_an_administrator_may_create_anyone(check):
    event = read("events", "checkSignUp.stranger") | {"triggerSource": "PreSignUp_AdminCreateUser"}
    assert check.handle(event, None) == event


@pytest.fixture
def welcome(monkeypatch):
    with mock_aws():
        table = make_table("profiles", "id")
        monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
        monkeypatch.setenv("PROFILES_TABLE", "profiles")
        yield load("welcome", monkeypatch), table


def test_a_customer_gets_one_profile(welcome):
    app, table = welcome
    event = read("events", "welcome.confirmed")
    assert app.handle(event, None) == read("expected", "welcome.confirmed")
    first = table.scan()["Items"]
    assert [(item["name"], item["tier"]) for item in first] == [("Ada", "basic")]
    event["request"]["userAttributes"]["given_name"] = "Someone else"
    app.handle(event, None)
    assert table.scan()["Items"] == first


def test_a_new_password_makes_no_profile(welcome):
    app, table = welcome
    app.handle(read("events", "welcome.confirmed") | {"triggerSource": "PostConfirmation_ConfirmForgotPassword"}, None)
    assert table.scan()["Count"] == 0


def test_a_customer_sees_their_own_profile(welcome, monkeypatch):
    _, table = welcome
    app = load("profile", monkeypatch)
    event = read("events", "profile.mine")
    assert app.handle(event, None)["statusCode"] == 404
    table.put_item(Item={"id": "4f3c1c5e-7d3b-4a0e-9c56-1d2f3a4b5c6d", "name": "Ada"})
    table.put_item(Item={"id": "another", "name": "Eve"})
    answer = app.handle(event, None)
    assert (answer["statusCode"], json.loads(answer["body"])["name"]) == (200, "Ada")
