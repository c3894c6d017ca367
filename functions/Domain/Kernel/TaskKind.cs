namespace MlFunctions.Domain.Kernel;

/// <summary>What a model of the task answers.</summary>
public enum TaskKind
{
    /// <summary>A number, with a range.</summary>
    Regression,

    /// <summary>An order of the products of one request.</summary>
    Ranking,

    /// <summary>A probability, and a decision.</summary>
    Binary,
}
