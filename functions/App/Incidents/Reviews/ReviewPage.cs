using Markdig;
using MlFunctions.Domain.Incidents.Reviews;

namespace MlFunctions.App.Incidents.Reviews;

/// <summary>A review as a page that stands by itself: nothing is loaded from elsewhere, no script runs, and it can be read on a phone and in the dark.</summary>
internal static class ReviewPage
{
    /// <summary>Beside the escaping of texts: HTML in the Markdown is text.</summary>
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    public static string Of(ReviewWeek week, string markdown) =>
        $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Review of {{week}}</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
        table { display: block; overflow-x: auto; border-collapse: collapse; overflow-wrap: normal; }
        th, td { padding: .25rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); text-align: left; vertical-align: top; }
        code { font-size: .875em; }
        </style>
        </head>
        <body>
        {{Markdown.ToHtml(markdown, Pipeline)}}</body>
        </html>

        """;
}
