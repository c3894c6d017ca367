namespace MlFunctions.Storage.Incidents;

/// <summary>In what a review is written.</summary>
public enum ReviewFormat
{
    /// <summary>Every figure.</summary>
    Json,

    /// <summary>For people, and for chats and wikis.</summary>
    Markdown,

    /// <summary>A page that stands by itself.</summary>
    Html,
}

public static class ReviewFormats
{
    /// <summary>Of the blob, and in a query.</summary>
    public static string Extension(this ReviewFormat format) => format switch
    {
        ReviewFormat.Json => "json",
        ReviewFormat.Markdown => "md",
        _ => "html",
    };

    public static string MediaType(this ReviewFormat format) => format switch
    {
        ReviewFormat.Json => "application/json",
        ReviewFormat.Markdown => "text/markdown",
        _ => "text/html",
    };
}
