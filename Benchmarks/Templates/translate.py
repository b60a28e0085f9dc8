"""Translates the SAM templates whose paths stand on standard input, and says how long that took.

The answer is JSON: the paths of those that were translated, and the seconds of processor time for reading and translating
them. Nothing is asked of AWS: the managed policies are those that the translator brings along.
"""

import json
import sys
import time

from samtranslator.parser.parser import Parser
from samtranslator.public.translator import ManagedPolicyLoader
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse


class NoPolicies(ManagedPolicyLoader):
    def __init__(self):
        super().__init__(None)

    def load(self):
        return {}


def translate(path):
    with open(path) as file:
        template = json.loads(json.dumps(yaml_parse(file.read())))
    parameters = {"AWS::Region": "ap-southeast-1", "AWS::Partition": "aws", "param1": "value1", "param2": "value2"}
    return Translator(NoPolicies().load(), Parser()).translate(template, parameters)


def main():
    paths = sys.stdin.read().split()
    translated, seconds = [], 0.0
    for path in paths:
        start = time.process_time()
        try:
            translate(path)
        except Exception:  # what needs a service, or a feature of a newer translator, is not compared
            continue
        seconds += time.process_time() - start
        translated.append(path)
    json.dump({"translated": translated, "seconds": seconds}, sys.stdout)


main()
