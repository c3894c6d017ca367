using System.Globalization;
using Microsoft.AspNetCore.Http;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Kernel;

/// <summary>Reads the parameters of a call's query.</summary>
internal static class Queries
{
    public static readonly Invalid NoTime = new("from, to and after each take a time such as 2026-01-31T09:00:00Z (in a URL + is %2B).");

    /// <summary>Null when it is absent or empty.</summary>
    public static string? Text(this HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>False when it is there and no time; null when it is absent.</summary>
    public static bool TryTime(this HttpRequest request, string name, out DateTimeOffset? time)
    {
        time = null;
        if (request.Text(name) is not { } text)
            return true;
        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed) && parsed.Year is > 1 and < 9999;
        time = parsed;
        return isTime;
    }

    /// <summary>The parameter <c>model</c>, null when it is absent; or why it is no version.</summary>
    public static Invalid? ReadModel(this HttpRequest request, out int? model)
    {
        model = null;
        if (request.Text("model") is not { } number)
            return null;
        if (!Names.TryVersion(number, out var version))
            return new Invalid($"model={number} is not the version of a model: a whole number from 1.");
        model = version;
        return null;
    }
}
