namespace OpenClaw.Tenancy.HouseRules.Metadata;

/// <summary>One type of an assembly uses another, both by their full names.</summary>
internal readonly record struct TypeUse(string User, string Used);
