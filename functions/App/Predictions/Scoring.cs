using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning;

namespace MlFunctions.App.Predictions;

/// <summary>From an input to the JSON of its answer, by what the model can answer; serving and replay share it.</summary>
internal static class Scoring
{
    public static ReadOnlyMemory<byte> Answer(TaskDefinition task, TrainedModel model, PredictionInput input) => model switch
    {
        RegressionModel regression => Output.Write(task.Output, regression.Predict(input.Row)),
        BinaryModel binary => binary.Probability(input.Row) is var probability ? Output.Write(probability, probability >= binary.Threshold) : default,
        RankingModel ranking => Output.Write(input.Ids, ranking.Score(input.Rows)),
        _ => throw new NotSupportedException($"No answer is known for a {model.Kind} model."),
    };
}
