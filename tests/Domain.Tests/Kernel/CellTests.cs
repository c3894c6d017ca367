using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Kernel;

public sealed class CellTests
{
    [Theory]
    [InlineData("3.0", "3")]
    [InlineData("-3.00", "-3")]
    [InlineData("True", "true")]
    [InlineData("3.10", "3.10")]
    [InlineData("007", "007")]
    [InlineData(".0", ".0")]
    [InlineData("-.0", "-.0")]
    [InlineData("v1.0", "v1.0")]
    [InlineData("café", "café")]
    public void A_category_has_one_spelling(string written, string meant) => Assert.Equal(meant, Cell.Category(written));
}
