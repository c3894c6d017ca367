using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Ranking;
using MlFunctions.Learning.Scorers;
using MlFunctions.Learning.TrainingSets;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Trainers;

/// <summary>
/// Gradient-boosted trees that learn the order of a request's products, and others that learn their grades. One of each for each fold of requests; serving
/// adds them all, each kind by its share of what the scores of one request differ by.
/// </summary>
public sealed class LambdaRankTrainer : Trainer<LambdaRankSettings>
{
    public const string TrainerName = "lightgbm";

    public override string Name => TrainerName;

    public override TaskKind Kind => TaskKind.Ranking;

    public override string Description => "Gradient-boosted trees (LightGBM, LambdaRank) on how products match the query and each other.";

    public override double Effort => 3;

    protected override LambdaRankSettings Default => LambdaRankSettings.Default;

    protected override IReadOnlyList<LambdaRankSettings> Alternatives => LambdaRankSettings.Alternatives;

    // Two leaves of the rows that a tree is drawn, when one fold of five is held out.
    protected override int FewestRows => (int)Math.Ceiling(2 * Default.Order.FewestRows / (0.8 * Default.Order.RowFraction));

    private protected override Fitted Fit(TrainingSet set, LambdaRankSettings settings, TrainingSteps steps)
    {
        steps.Begin(0, "features");
        var (featurizer, features) = RankingFeaturizerFit.Of(set);
        var requests = set.Requests();
        var groups = Within.Numbers(requests, features.Rows);
        var grades = set.Labels();
        var centred = Within.Centred(requests, grades);

        var order = CrossFit<TreeEnsemble>.Of(
            features, set.Folds, rows => LightGbmRanking.Grow(features, grades, groups, rows, settings.Order, set.Seed).Ensemble, Step("order, fold", 0.1, 0.6));
        var grade = CrossFit<TreeEnsemble>.Of(
            features, set.Folds, rows => LightGbm.Grow(features, centred, rows, settings.Grade, set.Seed).Ensemble, Step("grade, fold", 0.6, 1));
        var (byOrder, byGrade) = (Factor(order, 1 - settings.GradeShare), Factor(grade, settings.GradeShare));
        return new Fitted(
            new BoostedRankingModel(Manifest.Of(Name, set.Task), featurizer, TreeEnsemble.Mean([order.Mean.Times(2 * byOrder), grade.Mean.Times(2 * byGrade)])),
            [.. order.HeldOut.Zip(grade.HeldOut, (ordered, graded) => (byOrder * ordered) + (byGrade * graded))]);

        // A score that does not tell the products of a request apart has no share.
        double Factor(CrossFit<TreeEnsemble> fit, double share) => Within.Spread(requests, fit.HeldOut) is var spread and > 0 ? share / spread : 0;

        Action<int> Step(string name, double from, double to) =>
            fold => steps.Begin(from + ((to - from) * fold / set.Folds.Count), $"{name} {fold + 1} of {set.Folds.Count}");
    }

    internal override TrainedModel Load(Manifest manifest, ModelFile file) => BoostedRankingModel.Read(manifest, file);
}
