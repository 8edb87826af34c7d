namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>A class of attacks on a host of many tenants.</summary>
/// <param name="Text">What goes wrong.</param>
/// <param name="ShownBy">What shows it where the probe cannot see it, as the page on the probe says it; null where the probe does.</param>
/// <param name="StoreRules">The rules of the storage kit that show it.</param>
public sealed record AttackClass(string Text, string? ShownBy = null, params IReadOnlyList<string> StoreRules);
