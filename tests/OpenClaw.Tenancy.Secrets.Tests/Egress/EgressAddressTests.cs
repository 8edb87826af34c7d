using System.Net;
using System.Text.Json;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress;

/// <summary>Which addresses are public.</summary>
public sealed class EgressAddressTests
{
    [Theory]
    [InlineData("0.0.0.1"), InlineData("10.255.255.255"), InlineData("100.64.0.1"), InlineData("100.100.100.200"), InlineData("100.127.255.255"), InlineData("127.255.255.254")]
    [InlineData("168.63.129.16"), InlineData("169.254.169.254"), InlineData("172.16.0.0"), InlineData("172.31.255.255"), InlineData("192.0.0.1"), InlineData("192.168.0.1")]
    [InlineData("192.88.99.1"), InlineData("198.19.255.255"), InlineData("224.0.0.1"), InlineData("239.255.255.255"), InlineData("240.0.0.1"), InlineData("255.255.255.255")]
    [InlineData("::"), InlineData("::1"), InlineData("::8.8.8.8"), InlineData("::ffff:10.0.0.1"), InlineData("::ffff:0:8.8.8.8"), InlineData("100::1"), InlineData("fc00::1"), InlineData("fd00:ec2::254")]
    [InlineData("fe80::1"), InlineData("fe80::1%1"), InlineData("2606:4700:4700::1111%1"), InlineData("ff02::1"), InlineData("fec0::1"), InlineData("3fff::1"), InlineData("5f00::1"), InlineData("4000::1")]
    [InlineData("2001:2::1"), InlineData("2001:10::1"), InlineData("2001:20::1"), InlineData("2001:30::1"), InlineData("2001:db8::1"), InlineData("2620:4f:8000::1")]
    [InlineData("64:ff9b::a9fe:a9fe"), InlineData("64:ff9b:1::7f00:1"), InlineData("64:ff9b:1:1::808:808"), InlineData("2002:a9fe:a9fe::"), InlineData("2001:0:808:808::80ff:fefe")]
    [InlineData("2606:4700::5efe:10.0.0.1"), InlineData("2606:4700::200:5efe:10.0.0.1"), InlineData("2002:808:808::5efe:127.0.0.1")]
    public void Special_addresses_are_not(string address) => Assert.False(EgressAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.0.0.0"), InlineData("9.255.255.255"), InlineData("11.0.0.0"), InlineData("100.63.255.255"), InlineData("100.128.0.0"), InlineData("126.255.255.255"), InlineData("128.0.0.0")]
    [InlineData("169.253.255.255"), InlineData("169.255.0.0"), InlineData("172.15.255.255"), InlineData("172.32.0.0"), InlineData("192.0.1.0"), InlineData("192.167.255.255"), InlineData("192.169.0.0")]
    [InlineData("198.17.255.255"), InlineData("198.20.0.0"), InlineData("223.255.255.255"), InlineData("2606:4700:4700::1111"), InlineData("2001:200::1"), InlineData("::ffff:8.8.8.8")]
    public void Their_neighbours_are(string address) => Assert.True(EgressAddresses.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void The_gateway_s_own_table_is_kept()
    {
        string? path = Corpora.Find("openclaw-ssrf/ssrf_cases.json");
        Assert.SkipWhen(path is null, "The corpus openclaw-ssrf is not there.");
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllText(path));
        Assert.All(Texts(cases, "private"), static text => Assert.False(EgressAddresses.IsPublic(IPAddress.Parse(text.Replace("%lo0", "%1")))));
        Assert.All(Texts(cases, "public"), static text => Assert.True(EgressAddresses.IsPublic(IPAddress.Parse(text))));
    }

    private static string[] Texts(JsonDocument cases, string list) => [.. cases.RootElement.GetProperty(list).EnumerateArray().Select(static e => e.GetString()!)];
}
