using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Secrets.Files;

/// <summary>Where a tenant's vault lies in its directory: below <c>credentials/vault</c>.</summary>
/// <remarks>Each path is a key of the partitioner without its beginning, at which the tenant's root stands already.</remarks>
internal sealed class VaultPaths
{
    // The kind of StorageLayout.Credentials.
    private const string Kind = "credentials";
    private const string Top = "vault";
    private const string SecretsOf = "secrets";

    private readonly TenantId _tenant;

    internal VaultPaths(TenantId tenant)
    {
        _tenant = tenant;
        Lock = Below(StorageLayout.Credential(tenant, "vault.lock"));
        Gone = Below(StorageLayout.Credential(tenant, "vault.gone"));
        Vault = Below(StorageLayout.Credential(tenant, Top));
        Keys = Below("keys");
        Staging = Below("staging");
        Staged = Below("staging", "next");
        Secrets = Below(SecretsOf);
        GoneKeys = Below(StorageKeyPartitioner.Encode(tenant, Kind, "vault.gone", "keys"));
    }

    /// <summary>The file whose lock a writer holds. It lies outside of what a shredding takes away.</summary>
    internal string Lock { get; }

    internal string Vault { get; }

    internal string Keys { get; }

    internal string Secrets { get; }

    /// <summary>Where a file is written before it takes its place.</summary>
    internal string Staging { get; }

    internal string Staged { get; }

    /// <summary>What a shredding has taken away already, and has not deleted yet.</summary>
    internal string Gone { get; }

    internal string GoneKeys { get; }

    internal string Credentials => Lock[..Lock.LastIndexOf(StorageKeyPartitioner.Delimiter)];

    /// <summary>The file of a secret.</summary>
    /// <exception cref="ArgumentException">The name is empty, or too long for a file.</exception>
    internal string Secret(string name) => Below(SecretsOf, name);

    /// <summary>The secret's name that a file in the folder of secrets stands for, or false where it is none.</summary>
    internal bool TryName(string file, [NotNullWhen(true)] out string? name)
    {
        string text = StorageKeyPartitioner.Prefix(_tenant, Kind, Top, SecretsOf).Text + file;
        name = StorageKeyPartitioner.TryDecode(_tenant, text, out StorageKeyParts? parts) && parts.Segments is [_, _, { } last] ? last : null;
        return name is not null;
    }

    private string Below(params ReadOnlySpan<string> segments) => Below(StorageKeyPartitioner.Encode(_tenant, Kind, [Top, .. segments]));

    private string Below(StorageKey key) => key.Text[StorageKeyPartitioner.Prefix(_tenant).Text.Length..];
}
