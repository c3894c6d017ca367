using System.Globalization;

namespace MlFunctions.Benchmarks.Commands;

/// <summary>What stands after a command's name: values in their places, and <c>--option value</c> pairs.</summary>
internal sealed class Arguments
{
    private readonly List<string> places = [];
    private readonly Dictionary<string, string> options = [];

    /// <exception cref="BenchmarkException">An option is unknown to the command, or has no value.</exception>
    public static Arguments Parse(Command command, IEnumerable<string> words)
    {
        var arguments = new Arguments();
        var rest = new Queue<string>(words);
        while (rest.TryDequeue(out var word))
        {
            if (!word.StartsWith("--", StringComparison.Ordinal))
                arguments.places.Add(word);
            else if (!command.Takes(word[2..]) || !rest.TryDequeue(out var value))
                throw new BenchmarkException($"{word} is no option with a value of this command: {command.Usage}");
            else
                arguments.options[word[2..]] = value;
        }
        return arguments;
    }

    public string Place(int index, string name) =>
        index < places.Count ? places[index] : throw new BenchmarkException($"The argument {name} is missing.");

    public string PlaceOr(int index, string otherwise) => index < places.Count ? places[index] : otherwise;

    public string Text(string option, string otherwise) => options.GetValueOrDefault(option, otherwise);

    /// <summary>Null where it is not given.</summary>
    public string? Text(string option) => options.GetValueOrDefault(option);

    /// <summary>A whole number of at least 1.</summary>
    public int Count(string option, int otherwise)
    {
        if (!options.TryGetValue(option, out var text))
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new BenchmarkException($"--{option} takes a whole number of at least 1, not '{text}'.");
    }
}
