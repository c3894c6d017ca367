using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning.Artifacts;

/// <summary>What a model artifact holds.</summary>
/// <param name="Format">The version of this layout.</param>
/// <param name="Trainer">Which trainer made it, and reads it.</param>
/// <param name="Task">The task that it was trained for.</param>
/// <param name="Kind">What it answers.</param>
/// <param name="Columns">The columns of a row, in order.</param>
/// <param name="Group">Of a ranking task: the column that belongs to the request and not to a product.</param>
/// <param name="CreatedBy">The code that trained it: version and commit of the learning assembly.</param>
public sealed record Manifest(int Format, string Trainer, TaskName Task, TaskKind Kind, IReadOnlyList<Column> Columns, string? Group, string CreatedBy)
{
    public const int CurrentFormat = 1;

    internal static Manifest Of(string trainer, TaskDefinition task) =>
        new(CurrentFormat, trainer, task.Name, task.Kind, task.Columns, task.Group, LearningCode.Version);
}
