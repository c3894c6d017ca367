using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using MlFunctions.FunctionsHost.Functions;

namespace MlFunctions.FunctionsHost.Http;

/// <summary>Finds the function of a request as the host does: the first in the order of the functions' names whose route and verb match.</summary>
internal sealed class RouteTable(IEnumerable<IndexedFunction> functions, string prefix)
{
    private readonly Entry[] entries = [.. functions.Where(function => function.IsHttp).OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Select(function => Entry.Of(function, prefix))];

    public bool TryFind(HttpRequest request, [NotNullWhen(true)] out IndexedFunction? function, out RouteValueDictionary values)
    {
        foreach (var entry in entries)
        {
            values = [];
            if ((entry.Methods.Count == 0 || entry.Methods.Contains(request.Method)) && entry.Matcher.TryMatch(request.Path, values))
            {
                function = entry.Function;
                return true;
            }
        }

        (function, values) = (null, []);
        return false;
    }

    private sealed record Entry(IndexedFunction Function, HashSet<string> Methods, TemplateMatcher Matcher)
    {
        public static Entry Of(IndexedFunction function, string prefix) => new(
            function, new(function.Methods, StringComparer.OrdinalIgnoreCase), new(TemplateParser.Parse($"{prefix}/{function.Route}"), []));
    }
}
