namespace MlFunctions.Learning.Trees;

/// <summary>What a training of trees returns.</summary>
/// <param name="Ensemble">The trees.</param>
/// <param name="Gains">Of each feature, the sum of the gains of its splits.</param>
public sealed record GrownTrees(TreeEnsemble Ensemble, double[] Gains);
