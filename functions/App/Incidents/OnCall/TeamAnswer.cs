using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Incidents.OnCall;

/// <summary>A team as the API shows it: its document, which can be put again, with who is on call.</summary>
internal static class TeamAnswer
{
    private const int TagBytes = 12;

    public static JsonNode Of(Team team, IReadOnlyList<Shift> shifts)
    {
        var answer = TeamDocument.Write(team);
        answer["onCall"] = JsonSerializer.SerializeToNode(shifts, Json.Options);
        return answer;
    }

    /// <summary>The ETag: equal documents have the same.</summary>
    public static string Tag(Team team) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TeamDocument.Write(team).ToJsonString(Json.Options)))[..TagBytes]);
}
