using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class PayloadRefusalTests
{
    private static readonly string[] Required = ["aud", "sub", "tenant_id", "scopes", "iat", "nbf", "exp", "jti"];

    private static readonly RefusalTable Table = Times(Scopes(Tenants(Others(new RefusalTable()))));

    public static TheoryData<string> Rows => Table.Names;

    [Theory]
    [CountsCases("tokens/refusals", "kinds of tokens that must be refused")]
    [MemberData(nameof(Rows))]
    public async Task Claims_that_are_not_exact_are_refused(string row)
    {
        await Table.Check(row, TokenKeyRing.CreateEs256());
        await Table.Check(row, TokenKeyRing.CreateHs256());
    }

    private static RefusalTable Tenants(RefusalTable table) => table
        .Payload("tenant twice", "duplicate_member", p => p.Add("tenant_id", "\"globex\""))
        .Payload("tenant twice, the same", "duplicate_member", p => p.Add("tenant_id", "\"acme\""))
        .Payload("tenant twice, escaped", "duplicate_member", p => p.Add("te\\u006eant_id", "\"globex\""))
        .Payload("tenant twice, escaped first", "member_name", p => p.Rename("tenant_id", "te\\u006eant_id").Add("tenant_id", "\"globex\""))
        .Payload("tenant escaped", "member_name", p => p.Rename("tenant_id", "te\\u006eant_id"))
        .Payload("tenant array", "claim_type", p => p.Set("tenant_id", "[\"acme\"]"))
        .Payload("tenant null", "claim_type", p => p.Set("tenant_id", "null"))
        .Payload("tenant number", "claim_type", p => p.Set("tenant_id", "1"))
        .Payload("tenant object", "claim_type", p => p.Set("tenant_id", "{\"acme\":\"acme\"}"))
        .Payload("tenant true", "claim_type", p => p.Set("tenant_id", "true"))
        .Payload("TenantID", "claim_member", p => p.Rename("tenant_id", "TenantID"))
        .Payload("tenantid", "claim_member", p => p.Rename("tenant_id", "tenantid"))
        .Payload("Tenant_Id beside", "claim_member", p => p.Add("Tenant_Id", "\"globex\""))
        .Payload("tid beside", "claim_member", p => p.Add("tid", "\"globex\""))
        .Payload("tenant of another issuer", "tenant_not_of_issuer", p => p.Set("tenant_id", "\"initech\"").Set("scopes", "[]"), DenyReason.TenantInactive)
        .Payload("tenant unknown", "tenant_not_of_issuer", p => p.Set("tenant_id", "\"nobody\""), DenyReason.TenantInactive)
        .Payload("tenant in other case", "tenant_not_of_issuer", p => p.Set("tenant_id", "\"ACME\""), DenyReason.TenantInactive)
        .Payload("tenant with a space", "tenant_not_of_issuer", p => p.Set("tenant_id", "\"acme \""), DenyReason.TenantInactive)
        .Payload("tenant empty", "tenant_not_of_issuer", p => p.Set("tenant_id", "\"\""), DenyReason.TenantInactive);

    private static RefusalTable Scopes(RefusalTable table) => table
        .Payload("scopes text", "claim_type", p => p.Set("scopes", "\"operator.read@acme\""))
        .Payload("scopes object", "claim_type", p => p.Set("scopes", "{}"))
        .Payload("scopes null", "claim_type", p => p.Set("scopes", "null"))
        .Payload("scopes with a number", "claim_type", p => p.Set("scopes", "[\"operator.read@acme\",1]"))
        .Payload("scopes with null", "claim_type", p => p.Set("scopes", "[null]"))
        .Payload("scopes with an array", "claim_type", p => p.Set("scopes", "[[\"operator.read@acme\"]]"))
        .Payload("65 scopes", "claim_type", p => p.Set("scopes", "[" + string.Join(",", Enumerable.Repeat("\"a@acme\"", 65)) + "]"))
        .Payload("scopes twice", "duplicate_member", p => p.Add("scopes", "[\"operator.admin@acme\"]"))
        .Payload("scope bare in a tenant's token", "scope_axis", p => p.Set("scopes", "[\"operator.read\"]"))
        .Payload("scope of another tenant", "scope_axis", p => p.Set("scopes", "[\"operator.read@acme\",\"operator.read@globex\"]"))
        .Payload("scopes in one text", "scope_axis", p => p.Set("scopes", "[\"operator.read@acme operator.admin@acme\"]"))
        .Payload("scope with a tenant in a platform token", "scope_axis", p => p.Set("tenant_id", "\"platform\""))
        .Payload("scope beside scopes", "claim_member", p => p.Add("scope", "\"operator.admin\""))
        .Payload("roles", "claim_member", p => p.Add("roles", "[\"owner\"]"));

    private static RefusalTable Times(RefusalTable table)
    {
        foreach ((string name, string raw) in new[]
        {
            ("text", "\"1767268000\""), ("negative", "-1"), ("minus zero", "-0"), ("fraction", "1767268000.5"), ("whole fraction", "1767268000.0"),
            ("exponent", "1e9"), ("year 3,000,000", "94608000000000"), ("beyond 64 bits", "99999999999999999999"), ("null", "null"), ("array", "[1767268000]"),
        })
        {
            table.Payload($"exp {name}", "claim_type", p => p.Set("exp", raw))
                .Payload($"iat {name}", "claim_type", p => p.Set("iat", raw))
                .Payload($"nbf {name}", "claim_type", p => p.Set("nbf", raw));
        }

        return table
            .Payload("exp with a leading zero", "json", p => p.Set("exp", "01767268000"))
            .Payload("gen text", "claim_type", p => p.Set("gen", "\"0\""))
            .Payload("gen negative", "claim_type", p => p.Set("gen", "-1"))
            .Payload("gen null", "claim_type", p => p.Set("gen", "null"))
            .Payload("gen of the future", "revoked", p => p.Set("gen", "7"), DenyReason.Revoked)
            .Row("expired 4 minutes ago", "expired", f => f.WithPayload(p => p.Set("iat", $"{f.Now - 300}").Set("nbf", $"{f.Now - 300}").Set("exp", $"{f.Now - 240}")), DenyReason.Expired)
            .Row("expired now", "expired", f => f.WithPayload(p => p.Set("iat", $"{f.Now - 60}").Set("exp", $"{f.Now}")), DenyReason.Expired)
            .Row("lifetime of 24 hours", "lifetime", f => f.WithPayload(p => p.Set("exp", $"{f.Now + 86_400}")))
            .Row("lifetime one second too long", "lifetime", f => f.WithPayload(p => p.Set("exp", $"{f.Now + 301}")))
            .Row("the last second of time", "lifetime", f => f.WithPayload(p => p.Set("exp", "253402300799")))
            .Row("iat of 1970", "lifetime", f => f.WithPayload(p => p.Set("iat", "0")))
            .Row("iat in the future", "issued_in_future", f => f.WithPayload(p => p.Set("iat", $"{f.Now + 3}")))
            .Row("nbf in the future", "lifetime", f => f.WithPayload(p => p.Set("nbf", $"{f.Now + 3}")));
    }

    private static RefusalTable Others(RefusalTable table)
    {
        foreach (string name in Required)
        {
            table.Payload($"{name} absent", "claim_missing", p => p.Remove(name)).Payload($"{name} twice, null", "duplicate_member", p => p.Add(name, "null"));
        }

        return table
            .Payload("iss absent", "unrecognized", p => p.Remove("iss"))
            .Payload("iss of another", "unrecognized", p => p.Set("iss", "\"https://evil.test\""))
            .Payload("iss with a slash", "unrecognized", p => p.Set("iss", $"\"{TokenForge.Issuer}/\""))
            .Payload("iss in other case", "unrecognized", p => p.Set("iss", $"\"{TokenForge.Issuer.ToUpperInvariant()}\""))
            .Payload("iss array", "unrecognized", p => p.Set("iss", $"[\"{TokenForge.Issuer}\"]"))
            .Payload("iss twice", "duplicate_member", p => p.Add("iss", "\"https://evil.test\""))
            .Payload("iss twice, another's first", "duplicate_member", p => p.Set("iss", "\"https://evil.test\"").Add("iss", $"\"{TokenForge.Issuer}\""))
            .Payload("aud array", "claim_type", p => p.Set("aud", $"[\"{TokenForge.Audience}\"]"))
            .Payload("aud array with others", "claim_type", p => p.Set("aud", $"[\"other\",\"{TokenForge.Audience}\"]"))
            .Payload("aud of another", "audience", p => p.Set("aud", "\"runtime-2\""))
            .Payload("aud with a slash", "audience", p => p.Set("aud", $"\"{TokenForge.Audience}/\""))
            .Payload("aud in other case", "audience", p => p.Set("aud", $"\"{TokenForge.Audience.ToUpperInvariant()}\""))
            .Payload("aud empty", "audience", p => p.Set("aud", "\"\""))
            .Payload("sub empty", "subject", p => p.Set("sub", "\"\""))
            .Payload("sub too long", "subject", p => p.Set("sub", $"\"{new string('a', 257)}\""))
            .Payload("sub number", "claim_type", p => p.Set("sub", "1"))
            .Payload("sub a lone high surrogate", "json", p => p.Set("sub", "\"\\ud800\""))
            .Payload("sub a lone low surrogate", "json", p => p.Set("sub", "\"\\udc00\""))
            .Payload("a lone surrogate in a scope", "json", p => p.Set("scopes", "[\"\\ud800\"]"))
            .Payload("jti empty", "claim_missing", p => p.Set("jti", "\"\""))
            .Payload("jti number", "claim_type", p => p.Set("jti", "1"))
            .Payload("grant", "claim_member", p => p.Add("grant", "\"g1\""))
            .Payload("name with a NUL", "claim_member", p => p.Add("tenant_id\\u0000", "\"globex\""));
    }
}
