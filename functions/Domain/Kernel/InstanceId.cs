namespace MlFunctions.Domain.Kernel;

/// <summary>The name of this process among the instances of the application: lower-case letters and digits, drawn anew at each start.</summary>
public sealed record InstanceId(string Value)
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static InstanceId Draw(Random random) => new(string.Create(8, random, (name, source) =>
    {
        for (var i = 0; i < name.Length; i++)
            name[i] = Alphabet[source.Next(Alphabet.Length)];
    }));

    public override string ToString() => Value;
}
