using System.Globalization;

namespace MlFunctions.Storage.Datasets;

/// <summary>The fields of one SVMlight line, from left to right: <c>grade qid:G i:v i:v … # comment</c>.</summary>
/// <remarks>Joachims, SVMlight, the format of its input files: features stand in increasing order.</remarks>
internal ref struct SvmLightFields
{
    private const string Query = "qid:";

    private ReadOnlySpan<char> rest;

    public SvmLightFields(ReadOnlySpan<char> line) => rest = line.IndexOf('#') is var comment and >= 0 ? line[..comment] : line;

    /// <summary>The field that <see cref="Next"/> found, counted from 1.</summary>
    public int Place { get; private set; }

    public ReadOnlySpan<char> Field { get; private set; }

    /// <summary>Whether the line holds nothing but blanks and a comment.</summary>
    public static bool IsBlank(ReadOnlySpan<char> line) => new SvmLightFields(line).rest.IsWhiteSpace();

    public bool Next()
    {
        rest = rest.TrimStart();
        var length = rest.IndexOfAny(' ', '\t');
        Field = length < 0 ? rest : rest[..length];
        rest = rest[Field.Length..];
        Place++;
        return !Field.IsEmpty;
    }

    /// <summary>The query of a field such as qid:7.</summary>
    public readonly bool TryQuery(out ReadOnlySpan<char> query)
    {
        var found = Field.StartsWith(Query, StringComparison.Ordinal) && Field.Length > Query.Length;
        query = found ? Field[Query.Length..] : default;
        return found;
    }

    /// <summary>The number and the value of a field such as 17:0.25.</summary>
    public readonly bool TryFeature(out int number, out ReadOnlySpan<char> value)
    {
        number = -1;
        var colon = Field.IndexOf(':');
        value = colon < 0 ? default : Field[(colon + 1)..];
        return colon > 0 && int.TryParse(Field[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
