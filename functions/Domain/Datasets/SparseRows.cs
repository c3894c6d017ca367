using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Datasets;

/// <summary>A sparse format leaves zeros out; a model that learned from one takes an absent number for 0 in a request too.</summary>
public static class SparseRows
{
    /// <summary>The definition as rows of a format are read.</summary>
    public static TaskDefinition AsRead(this TaskDefinition task, DatasetFormat format) => format == DatasetFormat.SvmLight
        ? task with { Columns = [.. task.Columns.Select(c => c.Type == ColumnType.Number && c.Name != task.Group ? c with { Absent = c.Absent ?? 0 } : c)] }
        : task;
}
