namespace MlFunctions.Learning.Networks;

/// <summary>How a network is trained.</summary>
/// <param name="Epochs">Times that each row is seen, at most.</param>
/// <param name="Patience">Epochs without a smaller loss on the held-out rows, after which the training stops.</param>
/// <param name="BatchRows">Rows of a step, at least; a group is never torn.</param>
/// <param name="LearningRate">The size of Adam's steps at the start; it falls to 0 over the epochs along a half cosine.</param>
/// <param name="WeightDecay">The share of the weights, times the learning rate, lost in each step.</param>
/// <param name="Dropout">The share of hidden values dropped in training.</param>
public sealed record NetworkSettings(int Epochs, int Patience, int BatchRows, double LearningRate, double WeightDecay, double Dropout);
