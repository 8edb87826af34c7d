namespace OpenClaw.Tenancy.Authorization;

/// <summary>What a request's selectors (host name, path, header) say together: nothing, one tenant, or a contradiction.</summary>
/// <remarks>A selector never authenticates; it can only agree with the claim or refuse the request. The default selects nothing.</remarks>
public readonly struct TenantSelection
{
    // Outside the grammar of ids, so that it agrees with no tenant and with no other selector.
    private const string Contradiction = "!";

    private readonly string? _text;

    private TenantSelection(string text) => _text = text;

    /// <summary>Adds what one more selector says.</summary>
    /// <param name="text">The exact text; one that is no tenant id is a contradiction.</param>
    /// <returns>What they say together.</returns>
    public TenantSelection And(string? text)
    {
        bool agrees = text is not null && TenantIdGrammar.IsWellFormed(text) && (_text is null || string.Equals(_text, text));
        return new TenantSelection(agrees ? text! : Contradiction);
    }

    internal bool AgreesWith(TenantId tenant) => _text is null || string.Equals(_text, tenant.ToString());
}
