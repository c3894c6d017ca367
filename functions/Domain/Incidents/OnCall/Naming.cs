namespace MlFunctions.Domain.Incidents.OnCall;

/// <summary>What teams, people and hooks can be called.</summary>
public static class Naming
{
    /// <summary>In words.</summary>
    public const string Rule = "1 to 40 lower-case letters, digits and hyphens";

    private const int MostCharacters = 40;

    public static bool IsName(string text) => text.Length is > 0 and <= MostCharacters && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
