using System.Text.Json.Serialization;
using OpenClaw.Tenancy.Secrets;

namespace OpenClaw.Tenancy.Samples.Gateway.Secrets;

/// <summary>What is said of a secret: nothing of its value, not even its end.</summary>
public sealed record SecretView(
    string Name, int Version, DateTimeOffset CreatedAt, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? RotatedAt)
{
    public static SecretView Of(SecretDescriptor secret) => new(secret.Name.ToString(), secret.Version, secret.CreatedAt, secret.RotatedAt);
}
