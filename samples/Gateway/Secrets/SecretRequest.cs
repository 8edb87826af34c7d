using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Samples.Gateway.Secrets;

public sealed record SecretRequest([property: JsonConverter(typeof(SecretValueConverter))] SecretValue Value);
