import json

from click.testing import CliRunner
from jsonschema import Draft202012Validator

from planner.cli import main


def test_schema_is_a_json_schema() -> None:
    result = CliRunner().invoke(main, ["schema"])
    assert result.exit_code == 0
    Draft202012Validator.check_schema(json.loads(result.stdout))
