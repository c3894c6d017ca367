using System.Globalization;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Kernel;

/// <summary>Refusals for names in a route that name nothing.</summary>
internal static class Names
{
    public static Missing NoTask(string task) => new($"There is no task '{task}'. GET /api/tasks lists them.");

    public static Missing NoDataset(string task, object version) => new($"Task {task} has no dataset {version}. GET /api/tasks/{task}/datasets lists them.");

    public static Missing NoModel(string task, object version) => new($"Task {task} has no model {version}. GET /api/tasks/{task}/models lists them.");

    public static Missing NoTraining(string task, string id) => new($"Task {task} has no training '{id}'. GET /api/tasks/{task}/trainings lists them.");

    public static Missing NoUpload(string task, string id) => new($"Task {task} has no upload '{id}'. GET /api/tasks/{task}/uploads lists them; one is deleted seven days after it was begun or has ended.");

    public static Missing NoPrediction(string id) => new($"There is no prediction '{id}'. An id is what POST …/predictions answered.");

    public static Missing NoTicket(string id) => new($"There is no ticket '{id}'. GET /api/tickets lists them.");

    /// <summary>Whether a name in a route can be a row key at all: table keys take no slashes, hashes, question marks or control characters.</summary>
    public static bool IsKey(string text) => text.Length <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>A version in a route: a whole number from 1.</summary>
    public static bool TryVersion(string text, out int version) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out version) && version > 0;
}
