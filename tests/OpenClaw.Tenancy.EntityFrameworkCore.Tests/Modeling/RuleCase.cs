using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Modeling;

/// <summary>A model that must be refused, and words of the problem and the fix.</summary>
public sealed record RuleCase(string Name, Action<ModelBuilder> Model, string Problem, string Fix, Action<TenancyModelOptions>? Tenancy = null)
{
    public override string ToString() => Name;
}
