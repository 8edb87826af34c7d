namespace OpenClaw.Tenancy.PostgreSql.Settings;

/// <summary>What a host said in <see cref="TenantRowSecurityOptions"/>, fixed.</summary>
/// <param name="Role">The role of the application.</param>
/// <param name="Schema">The schema of the library's own objects.</param>
/// <param name="Keys">The key that signs, and those that are accepted beside it; none where nothing is signed.</param>
/// <param name="Lifetime">How long a signature lives, or null where it is bound to the server process.</param>
/// <param name="Excepted">The objects that the start-up check passes over.</param>
internal sealed record RowSecuritySettings(string Role, string Schema, IReadOnlyList<RowSecurityKey> Keys, TimeSpan? Lifetime, IReadOnlyList<string> Excepted)
{
    /// <summary>The name of the setting. It is not a choice: the start-up check and the connection's guard look for it.</summary>
    internal const string Name = "openclaw.tenant";

    internal bool IsSigned => Keys.Count != 0;

    // SECURITY: a record prints its members; a key prints its id, and this prints nothing at all.
    public override string ToString() => nameof(RowSecuritySettings);
}
