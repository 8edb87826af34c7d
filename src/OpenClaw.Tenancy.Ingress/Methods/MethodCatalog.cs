using System.Collections.Frozen;
using System.Text.Json;
using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Ingress.Methods;

/// <summary>Which method of a gateway takes which scope: data. A method that is not in it takes the admin's.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class MethodCatalog
{
    private const string Resource = "methods.json";
    private const string Unclassified = "operator.admin";

    private readonly FrozenDictionary<string, AccessAction> _actions;
    private readonly AccessAction _unclassified;

    internal MethodCatalog(PolicyEngine engine)
    {
        using JsonDocument document = EmbeddedJson.Read(Resource);
        _actions = document.RootElement.GetProperty("scopes").EnumerateObject()
            .SelectMany(static scope => scope.Value.EnumerateArray().Select(method => (Method: method.GetString()!, Scope: scope.Name)))
            .ToFrozenDictionary(static row => row.Method, row => engine.Action(row.Scope, Named(row.Method)), StringComparer.Ordinal);
        Withheld = document.RootElement.GetProperty("withheld").EnumerateArray().Select(static m => m.GetString()!).ToFrozenSet(StringComparer.Ordinal);

        // One for all of them: a name that a client made up is kept nowhere.
        _unclassified = engine.Action(Unclassified, Named("unclassified"));
    }

    /// <summary>What no tenant may call: it gives out a gateway's own credentials, or is a node's.</summary>
    public FrozenSet<string> Withheld { get; }

    /// <summary>The methods that have a scope of their own.</summary>
    public IEnumerable<string> Names => _actions.Keys;

    /// <summary>Whether a method has a scope of its own.</summary>
    public bool Knows(string method) => _actions.ContainsKey(method);

    /// <summary>The action of a method, by which it is decided and recorded.</summary>
    public AccessAction ActionOf(string method) => _actions.GetValueOrDefault(method, _unclassified);

    private static string Named(string method) => $"gateway:{method}";
}
