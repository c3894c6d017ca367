namespace MlFunctions.Architecture.Tests.Reading;

/// <summary>Fails with every violation in full, one a line, and with the rule.</summary>
internal static class Violations
{
    public static void None(string rule, IEnumerable<string> found)
    {
        string[] violations = [.. found.Distinct()];
        Assert.True(violations.Length == 0, $"{rule}{Environment.NewLine}{string.Join(Environment.NewLine, violations.Select(violation => $"  {violation}"))}");
    }
}
