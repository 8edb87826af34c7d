using System.Globalization;

namespace OpenClaw.Tenancy.Benchmarks.Gate;

/// <summary>Prints one line for each figure: name, value, unit, limit, verdict. Absolute times have no limit.</summary>
internal sealed class GateReport
{
    public bool Failed { get; private set; }

    public void Print(Measured measured)
    {
        Line($"{measured.Name}.time", measured.Nanoseconds, "ns", "-", null);
        Line($"{measured.Name}.bytes", measured.Bytes, "B/op", "-", null);
    }

    /// <summary>A figure without a limit.</summary>
    public void Show(string name, double value, string unit) => Line(name, value, unit, "-", null);

    public void AtMost(string name, double value, string unit, double limit) =>
        Line(name, value, unit, string.Create(CultureInfo.InvariantCulture, $"<={limit}"), value <= limit);

    public void AtLeast(string name, double value, string unit, double limit) =>
        Line(name, value, unit, string.Create(CultureInfo.InvariantCulture, $">={limit}"), value >= limit);

    private void Line(string name, double value, string unit, string limit, bool? holds)
    {
        Failed |= holds == false;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.###} {unit} {limit} {holds switch { true => "pass", false => "FAIL", _ => "info" }}"));
    }
}
