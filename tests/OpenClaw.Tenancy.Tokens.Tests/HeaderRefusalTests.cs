using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class HeaderRefusalTests
{
    private static readonly RefusalTable Table = new RefusalTable()
        .Header("alg none", "alg", h => h.Set("alg", "\"none\""))
        .Header("alg nOnE", "alg", h => h.Set("alg", "\"nOnE\""))
        .Header("alg in other case", "alg", h => h.Set("alg", "\"es256\""))
        .Header("alg HS512", "alg", h => h.Set("alg", "\"HS512\""))
        .Header("alg ES384", "alg", h => h.Set("alg", "\"ES384\""))
        .Header("alg empty", "alg", h => h.Set("alg", "\"\""))
        .Header("alg null", "claim_type", h => h.Set("alg", "null"))
        .Header("alg array", "claim_type", h => h.Set("alg", "[\"ES256\"]"))
        .Header("alg absent", "alg", h => h.Remove("alg"))
        .Header("alg twice", "duplicate_member", h => h.Add("alg", "\"ES256\""))
        .Header("alg twice, none first", "duplicate_member", h => h.Set("alg", "\"none\"").Add("alg", "\"ES256\""))
        .Header("alg twice, escaped", "duplicate_member", h => h.Add("\\u0061lg", "\"none\""))
        .Header("alg escaped", "member_name", h => h.Rename("alg", "\\u0061lg"))
        .Header("alg name in other case", "header_member", h => h.Rename("alg", "Alg"))
        .Header("kid absent", "kid", h => h.Remove("kid"))
        .Header("kid empty", "kid", h => h.Set("kid", "\"\""))
        .Header("kid number", "claim_type", h => h.Set("kid", "1"))
        .Header("kid twice", "duplicate_member", h => h.Add("kid", "\"other\""))
        .Header("kid a path", "kid", h => h.Set("kid", "\"../../../../dev/null\""))
        .Header("kid a url", "kid", h => h.Set("kid", "\"https://evil.test/key\""))
        .Row("kid in other case", "kid", f => f.WithHeader(h => h.Set("kid", $"\"{f.KeyId.ToUpperInvariant()}\"")))
        .Row("kid with a space", "kid", f => f.WithHeader(h => h.Set("kid", $"\"{f.KeyId} \"")))
        .Header("typ JWT", "typ", h => h.Set("typ", "\"JWT\""))
        .Header("typ at+jwt", "typ", h => h.Set("typ", "\"at+jwt\""))
        .Header("typ in other case", "typ", h => h.Set("typ", "\"OC-Tenant+JWT\""))
        .Header("typ with application/", "typ", h => h.Set("typ", "\"application/oc-tenant+jwt\""))
        .Header("typ absent", "typ", h => h.Remove("typ"))
        .Header("typ null", "claim_type", h => h.Set("typ", "null"))
        .Header("typ twice", "duplicate_member", h => h.Add("typ", "\"oc-tenant+jwt\""))
        .Header("crit foo", "header_member", h => h.Add("crit", "[\"foo\"]"))
        .Header("crit b64", "header_member", h => h.Add("crit", "[\"b64\"]").Add("b64", "true"))
        .Header("b64", "header_member", h => h.Add("b64", "false"))
        .Header("jku", "header_member", h => h.Add("jku", "\"https://evil.test/jwks\""))
        .Header("x5u", "header_member", h => h.Add("x5u", "\"https://evil.test/x\""))
        .Header("x5c", "header_member", h => h.Add("x5c", "[\"AA==\"]"))
        .Header("jwk embedded", "header_member", h => h.Add("jwk", "{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\"}"))
        .Header("zip", "header_member", h => h.Add("zip", "\"DEF\""))
        .Header("cty", "header_member", h => h.Add("cty", "\"JWT\""))
        .Header("cty twice", "header_member", h => h.Add("cty", "\"a\"").Add("cty", "\"b\""))
        .Row("header an array", "json", f => f.Sign("{\"a\":1}"[..1] + "\"alg\"]", f.Payload.ToString()));

    public static TheoryData<string> Rows => Table.Names;

    [Theory]
    [CountsCases("tokens/refusals", "kinds of tokens that must be refused")]
    [MemberData(nameof(Rows))]
    public Task Header_that_is_not_ours_is_refused(string row) => Table.Check(row);
}
