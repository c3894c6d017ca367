using System.Globalization;
using Microsoft.AspNetCore.Http;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets.Uploads;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets.Uploads;

internal sealed record NamedUpload(TaskDefinition Task, Stored<Upload> Stored);

internal static class UploadLookup
{
    /// <summary>The upload that a route names.</summary>
    public static async Task<Result<NamedUpload>> NamedAsync(TaskStore tasks, UploadStore uploads, string task, string id, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal;
        return Names.IsKey(id) && await uploads.FindAsync(definition.Value.Name, id, cancel) is { } upload
            ? new NamedUpload(definition.Value, upload)
            : Names.NoUpload(task, id);
    }

    /// <summary>Reads the number of a part; or why it is none.</summary>
    public static Invalid? ReadPart(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= UploadLimits.MaxParts
            ? null
            : new Invalid($"'{text}' is no number of a part: they are whole numbers from 1 to {UploadLimits.MaxParts}.");

    /// <summary>Where an upload can be read.</summary>
    /// <param name="request">A call about the upload's task.</param>
    /// <param name="task">Its name.</param>
    /// <param name="id">Of the upload.</param>
    public static string Location(HttpRequest request, string task, string id)
    {
        var path = $"{request.PathBase}{request.Path}";
        return $"{path[..path.IndexOf($"/tasks/{task}/", StringComparison.OrdinalIgnoreCase)]}/tasks/{task}/uploads/{id}";
    }
}
