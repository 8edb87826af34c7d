namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Rows of tokens that must be refused, each with the word that the audit gets, and each beside a valid twin.</summary>
internal sealed class RefusalTable
{
    private readonly Dictionary<string, (string Word, DenyReason Reason, Func<TokenForge, string> Make)> _rows = [];

    internal TheoryData<string> Names => [.. _rows.Keys];

    internal RefusalTable Row(string name, string word, Func<TokenForge, string> make, DenyReason reason = DenyReason.TokenInvalid)
    {
        _rows.Add(name, (word, reason, make));
        return this;
    }

    internal RefusalTable Header(string name, string word, Func<JsonMembers, JsonMembers> edit) => Row(name, word, f => f.WithHeader(edit));

    internal RefusalTable Payload(string name, string word, Func<JsonMembers, JsonMembers> edit, DenyReason reason = DenyReason.TokenInvalid) =>
        Row(name, word, f => f.WithPayload(edit), reason);

    internal async Task Check(string name, TokenKeyRing? ring = null)
    {
        (string word, DenyReason reason, Func<TokenForge, string> make) = _rows[name];
        using var world = new TokenWorld(ring);
        string attack = make(world.Forge);

        await world.Refused(attack, word, reason);
        await world.Accepted(world.Forge.Token());
        await world.Refused(attack, word, reason);
    }
}
