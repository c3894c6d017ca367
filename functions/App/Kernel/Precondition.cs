using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Kernel;

/// <summary>Which state of a thing a change is meant for, as the call's If-Match says; where it is silent, any.</summary>
/// <param name="Tags">One of these; null: any.</param>
internal sealed record Precondition(IList<EntityTagHeaderValue>? Tags)
{
    /// <summary>Invalid where the header holds no ETags.</summary>
    public static Result<Precondition> Of(HttpRequest request)
    {
        if (request.Headers.IfMatch is not { Count: > 0 } header)
            return new Precondition(Tags: null);
        return EntityTagHeaderValue.TryParseStrictList(header, out var tags)
            ? new Precondition(tags)
            : new Invalid($"If-Match takes an ETag as it was answered, with its quotation marks, such as \"12\"; it is {header}.");
    }

    /// <summary>The refusal where a thing is in another state; null where the change may go on.</summary>
    /// <param name="tag">The ETag of the thing as it is, without quotation marks; null when there is none.</param>
    /// <param name="thing">What it is called, such as <c>Ticket 12</c>.</param>
    public Stale? Check(string? tag, string thing)
    {
        if (Tags is null || (tag is not null && Tags.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(new($"\"{tag}\""), useStrongComparison: true))))
            return null;
        return new(tag is null
            ? $"{thing} does not exist, so none of its states can be changed; leave If-Match out to make it."
            : $"{thing} has changed since it was read: its ETag is \"{tag}\" now. Read it again, and send that in If-Match.");
    }
}

/// <summary>Answers with the ETag by which a change can name the state that it is meant for.</summary>
internal static class EntityTags
{
    /// <param name="request">That is answered.</param>
    /// <param name="tag">Letters, digits and hyphens.</param>
    public static void Tag(this HttpRequest request, string tag) => request.HttpContext.Response.Headers.ETag = $"\"{tag}\"";
}
