using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OpenClaw.Tenancy.Directory;

/// <summary>The text form of a change: a JSON object of known members alone, whose first says the version.</summary>
internal static class DirectoryChangeText
{
    private const int Version = 1;
    private const int MaxLength = 1 << 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 3 };

    internal static string Write(DirectoryChange change)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", Version);
            writer.WriteString("kind", change.Kind.ToString());
            writer.WriteString("tenant", change.Tenant);
            switch (change.Kind)
            {
                case DirectoryChangeKind.TenantRegistered:
                    WriteRegistration(writer, change.Registration!);
                    break;
                case DirectoryChangeKind.StatusSet:
                    writer.WriteString("status", change.Status.ToString());
                    break;
                default:
                    writer.WriteString("issuer", change.Issuer);
                    writer.WriteString("holder", change.Holder);
                    writer.WriteBoolean("mayReturn", change.MayReturn);
                    break;
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The change, or null for a text that is not understood in full: an unknown kind, a member too many or too few, a value of another type.</summary>
    internal static DirectoryChange? Read(string? text)
    {
        if (text is null || text.Length > MaxLength)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // SECURITY: what is not understood is no change, and nothing after it is applied.
            return null;
        }
    }

    private static DirectoryChange? Read(JsonElement root)
    {
        if (root.GetProperty("v").GetInt32() != Version)
        {
            return null;
        }

        DirectoryChangeKind kind = Named<DirectoryChangeKind>(Text(root, "kind"));
        string tenant = Text(root, "tenant");
        switch (kind)
        {
            case DirectoryChangeKind.TenantRegistered:
                return ReadRegistration(root, tenant);
            case DirectoryChangeKind.StatusSet when root.GetPropertyCount() == 4:
                TenantStatus status = Named<TenantStatus>(Text(root, "status"));
                return DirectoryChange.IsGoal(status) ? DirectoryChange.OfStatus(tenant, status) : null;
            case DirectoryChangeKind.MemberRevoked or DirectoryChangeKind.MemberReinstated or DirectoryChangeKind.CredentialRevoked when root.GetPropertyCount() == 6:
                return DirectoryChange.OfHolder(kind, tenant, Text(root, "issuer"), Text(root, "holder"), root.GetProperty("mayReturn").GetBoolean());
            default:
                return null;
        }
    }

    private static void WriteRegistration(Utf8JsonWriter writer, TenantRegistration registration)
    {
        writer.WriteString("status", registration.Status.ToString());
        writer.WriteString("displayName", registration.DisplayName);
        WriteList(writer, "hosts", registration.Hosts);
        WriteList(writer, "issuers", registration.Issuers);
        if (registration.ExternalIssuer is { } issuer)
        {
            writer.WriteString("externalIssuer", issuer);
            writer.WriteString("externalValue", registration.ExternalValue);
        }
    }

    private static DirectoryChange? ReadRegistration(JsonElement root, string tenant)
    {
        TenantRegistration registration;
        bool external = root.TryGetProperty("externalIssuer", out _);
        if (root.GetPropertyCount() != (external ? 9 : 7))
        {
            return null;
        }

        JsonElement name = root.GetProperty("displayName");
        TenantStatus status = Named<TenantStatus>(Text(root, "status"));
        string? displayName = name.ValueKind == JsonValueKind.Null ? null : Text(root, "displayName");
        (string[] hosts, string[] issuers) = (List(root, "hosts"), List(root, "issuers"));
        registration = external
            ? new TenantRegistration(Text(root, "externalIssuer"), Text(root, "externalValue")) { DisplayName = displayName, Status = status, Hosts = hosts, Issuers = issuers }
            : new TenantRegistration(TenantId.From(tenant)) { DisplayName = displayName, Status = status, Hosts = hosts, Issuers = issuers };

        // SECURITY: the id is made from what the identity provider said; the text beside it must be the same, or the row speaks of two tenants.
        return string.Equals(registration.Id.ToString(), tenant) ? DirectoryChange.Register(registration) : null;
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static string[] List(JsonElement root, string name) =>
        [.. root.GetProperty(name).EnumerateArray().Select(static e => e.GetString() ?? throw new FormatException())];

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? throw new FormatException();

    // Names alone: a number, a list of names, or another case is no name.
    private static TEnum Named<TEnum>(string text)
        where TEnum : struct, Enum =>
        Enum.TryParse(text, out TEnum value) && string.Equals(Enum.GetName(value), text) ? value : default;
}
