using MlFunctions.Learning.Networks;

namespace MlFunctions.Learning.Tests.Networks;

/// <summary>Seeded inputs of networks.</summary>
internal static class Made
{
    public static NetworkSettings Settings { get; } =
        new(Epochs: 200, Patience: 30, BatchRows: 32, LearningRate: 0.01, WeightDecay: 0, Dropout: 0);

    public static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    public static NetworkInput Input(NetworkShape shape, int rows, int seed)
    {
        var random = new Random(seed);
        var codes = Enumerable.Range(0, rows).SelectMany(_ => shape.Embeddings.Select(embedding => random.Next(embedding.Codes)));
        return new NetworkInput(rows, Values(rows * shape.Numbers, seed), [.. codes]);
    }
}
