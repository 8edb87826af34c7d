using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>One attack of globex on a row of acme.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Act">Tries it on an id: one that acme has, or one that nobody has.</param>
/// <param name="Options">What else the host's context is configured with.</param>
/// <param name="Tells">Why the answer may differ where the row is there: ids of an excepted entity are unique over all tenants.</param>
public sealed record AttackCase(string Name, Action<AttackDb, int> Act, Action<DbContextOptionsBuilder>? Options = null, string? Tells = null)
{
    public override string ToString() => Name;
}
