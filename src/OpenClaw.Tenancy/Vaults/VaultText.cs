using System.Text.Json;

namespace OpenClaw.Tenancy.Vaults;

/// <summary>The one text form of what a vault keeps, for stores that keep texts: JSON with exactly the members that are known.</summary>
/// <remarks>Pure functions, safe for use by many threads.</remarks>
public static class VaultText
{
    /// <summary>Writes a secret.</summary>
    /// <param name="secret">The secret.</param>
    /// <returns>One line.</returns>
    public static string Write(StoredSecret secret) => JsonSerializer.Serialize(secret, VaultJson.Default.StoredSecret);

    /// <summary>Writes the data keys of a tenant.</summary>
    /// <param name="keys">The keys.</param>
    /// <returns>One line.</returns>
    public static string Write(StoredDataKeys keys) => JsonSerializer.Serialize(keys, VaultJson.Default.StoredDataKeys);

    /// <summary>Reads a secret back.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="InvalidDataException">It is not such a text.</exception>
    public static StoredSecret ReadSecret(string text) =>
        Read(text, static t => JsonSerializer.Deserialize(t, VaultJson.Default.StoredSecret));

    /// <summary>Reads the data keys of a tenant back.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="InvalidDataException">It is not such a text.</exception>
    public static StoredDataKeys ReadKeys(string text) =>
        Read(text, static t => JsonSerializer.Deserialize(t, VaultJson.Default.StoredDataKeys));

    private static T Read<T>(string text, Func<string, T?> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return read(text) ?? throw Refused();
        }
        catch (JsonException)
        {
            // SECURITY: nothing of the text is repeated.
            throw Refused();
        }
    }

    private static InvalidDataException Refused() => new("What the vault keeps is no text of this version. Restore it from a backup.");
}
