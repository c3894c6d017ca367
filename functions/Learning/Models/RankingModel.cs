using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Resampling;

namespace MlFunctions.Learning.Models;

/// <summary>A model that orders the products of one request.</summary>
public abstract class RankingModel(Manifest manifest) : TrainedModel(manifest)
{
    /// <summary>A finite score for each product: the higher, the more probable its interest.</summary>
    /// <param name="products">The rows of one request, at least one; each has one place per column of <see cref="TrainedModel.Columns"/>.</param>
    /// <exception cref="ArgumentException">A row has another number of columns.</exception>
    public double[] Score(IReadOnlyList<Row> products)
    {
        var scores = new double[products.Count];
        Score(products, scores);
        return scores;
    }

    /// <summary>The same into room of the caller.</summary>
    /// <param name="products">As above.</param>
    /// <param name="into">One for each product.</param>
    /// <exception cref="ArgumentException">A row has another number of columns, or there is not a place for each.</exception>
    public void Score(IReadOnlyList<Row> products, Span<double> into)
    {
        if (into.Length != products.Count)
            throw new ArgumentException($"There are {products.Count} products, and room for {into.Length} scores.", nameof(into));
        for (var place = 0; place < products.Count; place++)
            CheckFits(products[place]);
        Scores(products, into);
    }

    public override ValidationAnswers Answer(TaskDefinition task, IReadOnlyList<Example> examples)
    {
        var scores = new double[examples.Count];
        foreach (var request in Groups.Of(task, examples))
        {
            foreach (var (row, score) in request.Zip(Score([.. request.Select(row => examples[row].Input)])))
                scores[row] = score;
        }

        return new RankingAnswers(RequestsOf(task, examples), [.. examples.Select(example => example.Label)], scores);
    }

    /// <summary>Of each row, the name of the request that it belongs to.</summary>
    internal static string[] RequestsOf(TaskDefinition task, IReadOnlyList<Example> examples)
    {
        var place = task.PlaceOf(task.Group);
        return [.. examples.Select(example => Groups.Name(task, example.Input, place))];
    }

    private protected abstract void Scores(IReadOnlyList<Row> products, Span<double> into);
}
